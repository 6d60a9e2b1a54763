import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { KeyMultipleRegular, PersonCircleRegular, PersonSwapRegular, SignOutRegular } from '@fluentui/react-icons';
import { FormattedMessage, useIntl } from 'react-intl';
import { signOut } from '../session/session.ts';
import { goToSignIn } from '../session/sign-in.ts';
import { useMe } from './me.ts';

/** Who one is; another account, second factors, the end of the sign-in. */
export function AccountMenu() {
  const intl = useIntl();
  const { user, tenant } = useMe();
  const name = user?.displayName ?? tenant.displayName;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          shape="circular"
          icon={<PersonCircleRegular />}
          aria-label={intl.formatMessage({ id: 'account.title' }, { name })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>
              {name}
              <br />
              {user?.userPrincipalName}
            </MenuGroupHeader>
          </MenuGroup>
          <MenuDivider />
          <MenuItemLink
            href={`/${tenant.defaultDomain}/oauth2/v2.0/securityinfo`}
            icon={<KeyMultipleRegular />}
            target="_blank"
            rel="noopener"
          >
            <FormattedMessage id="account.security" />
          </MenuItemLink>
          <MenuItem
            icon={<PersonSwapRegular />}
            onClick={() => void goToSignIn({ returnTo: '/', prompt: 'select_account' })}
          >
            <FormattedMessage id="account.switch" />
          </MenuItem>
          <MenuItem icon={<SignOutRegular />} onClick={signOut}>
            <FormattedMessage id="account.signOut" />
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
