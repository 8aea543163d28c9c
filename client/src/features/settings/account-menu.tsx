import type { Person } from '@scriptorium/shared/api/auth.ts';
import { Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useNavigate } from 'react-router';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { shortcutText } from '../../lib/shortcuts.ts';
import { setTheme, type Theme, themes, useTheme } from '../../lib/theme.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import styles from './account-menu.module.css';

const themeLabels: Record<Theme, MessageId> = {
  light: 'app.themeLight',
  dark: 'app.themeDark',
  system: 'app.themeSystem',
};
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
      label: t(themeLabels[each]),
      icon: <Icon aria-hidden="true" />,
      isChosen: each === theme,
      run: () => setTheme(each),
    };
  });
  return (
    <Menu
      label={t('app.account')}
      side="top"
      align="start"
      groups={[
        {
          heading: person.email,
          items: [
            {
              label: t('app.settings'),
              icon: <Settings aria-hidden="true" />,
              run: () => void navigate('/settings'),
            },
            {
              label: t('app.shortcuts'),
              icon: <Keyboard aria-hidden="true" />,
              hotkey: shortcutText('shortcuts'),
              run: onShortcuts,
            },
          ],
        },
        { heading: t('app.theme'), items: themeItems },
        { items: [{ label: t('app.signOut'), icon: <LogOut aria-hidden="true" />, run: onSignOut }] },
      ]}
      trigger={(props) => (
        <button type="button" {...props} className={styles.account}>
          <span aria-hidden="true">
            <Avatar name={person.name} color={person.color} isSmall />
          </span>
          <span className={styles.name}>{person.name}</span>
          <span className="visually-hidden">{t('app.accountMenu')}</span>
        </button>
      )}
    />
  );
}
