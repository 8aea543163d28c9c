/** Signing in and up. */
export const auth = {
  'auth.name': 'Name',
  'auth.email': 'E-mail',
  'auth.password': 'Password',
  'auth.passwordHint':
    '{count, plural, one {At least # character. A few words make a good one.} other {At least # characters. A few words make a good one.}}',
  'auth.signIn': 'Sign in',
  'auth.signingIn': 'Signing in…',
  'auth.welcomeBack': 'Welcome back',
  'auth.signInLead': 'Sign in to your notes.',
  'auth.newHere': 'New here?',
  'auth.createAccount': 'Create an account',
  'auth.askForInvitation': 'New here? Ask whoever runs this installation for an invitation.',
  'auth.createLead': 'Your notes, on this installation of Scriptorium.',
  'auth.create': 'Create account',
  'auth.creating': 'Creating…',
  'auth.alreadyHere': 'Already here?',
  'auth.ownerTitle': 'Create the owner’s account',
  'auth.ownerLead':
    'This installation is new. The account you make now owns it: it decides who else may join. Everything stays on your server.',
  'auth.createAndStart': 'Create account and start',
  'auth.accountExists': 'There is an account with this e-mail address. Sign in instead.',
  'auth.invitationTitle': 'By invitation',
  'auth.invitationLead':
    'This installation takes new people by invitation only. Ask whoever runs it to invite you, then open the link they send.',
  'auth.invitationGone': 'This invitation is not good any more. Ask whoever sent it for another one.',
  'auth.backToSignIn': 'Back to sign-in',
} as const;
