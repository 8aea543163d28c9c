import type { Person } from '@scriptorium/shared/api/auth.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import { Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useNavigate } from 'react-router';
import { keyText } from '../../lib/hotkeys.ts';
import { setTheme, type Theme, themes, useTheme } from '../../lib/theme.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import styles from './account-menu.module.css';

const themeLabels: Record<Theme, string> = { light: 'Light', dark: 'Dark', system: 'As the system' };
const themeIcons = { light: Sun, dark: Moon, system: Monitor };

interface AccountMenuProps {
  person: Person;
  onSignOut: () => void;
  onShortcuts: () => void;
}

export function AccountMenu({ person, onSignOut, onShortcuts }: AccountMenuProps) {
  const navigate = useNavigate();
  const theme = useTheme();
  const themeItems = themes.map((each) => {
    const Icon = themeIcons[each];
    return {
      kind: 'choice' as const,
      label: themeLabels[each],
      icon: <Icon aria-hidden="true" />,
      isChosen: each === theme,
      run: () => setTheme(each),
    };
  });
  return (
    <Menu
      label="Account"
      side="top"
      align="start"
      groups={[
        {
          heading: person.email,
          items: [
            {
              label: 'Account settings',
              icon: <Settings aria-hidden="true" />,
              run: () => void navigate('/account'),
            },
            {
              label: 'Shortcuts',
              icon: <Keyboard aria-hidden="true" />,
              hotkey: keyText('?'),
              run: onShortcuts,
            },
          ],
        },
        { heading: 'Theme', items: themeItems },
        { items: [{ label: 'Sign out', icon: <LogOut aria-hidden="true" />, run: onSignOut }] },
      ]}
      trigger={(props) => (
        <button type="button" {...props} className={styles.account}>
          <span aria-hidden="true">
            <Avatar name={person.name} color={presenceColor(person.id)} isSmall />
          </span>
          <span className={styles.name}>{person.name}</span>
          <span className="visually-hidden">Account menu</span>
        </button>
      )}
    />
  );
}
