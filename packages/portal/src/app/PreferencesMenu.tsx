import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { SettingsRegular } from '@fluentui/react-icons';
import { FormattedMessage, useIntl } from 'react-intl';
import { type Appearance, type Language, languages, usePreferences } from './preferences.tsx';

const appearances: readonly Appearance[] = ['system', 'light', 'dark'];

/** Language and colours. */
export function Preferences() {
  const intl = useIntl();
  const { language, appearance, setLanguage, setAppearance } = usePreferences();
  return (
    <Menu
      checkedValues={{ language: [language], appearance: [appearance] }}
      onCheckedValueChange={(_, { name, checkedItems: [value] }) => {
        if (name === 'language') setLanguage(value as Language);
        else setAppearance(value as Appearance);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<SettingsRegular />}
          aria-label={intl.formatMessage({ id: 'preferences.title' })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>
              <FormattedMessage id="preferences.language" />
            </MenuGroupHeader>
            {Object.entries(languages).map(([code, name]) => (
              <MenuItemRadio key={code} name="language" value={code} lang={code}>
                {name}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>
              <FormattedMessage id="preferences.appearance" />
            </MenuGroupHeader>
            {appearances.map((one) => (
              <MenuItemRadio key={one} name="appearance" value={one}>
                <FormattedMessage id={`preferences.appearance.${one}`} />
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
