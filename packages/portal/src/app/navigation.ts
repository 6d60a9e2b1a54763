import {
  BuildingRegular,
  type FluentIcon,
  HomeRegular,
  MailAddRegular,
  PeopleTeamRegular,
  ShieldTaskRegular,
} from '@fluentui/react-icons';
import type { MessageId } from '../messages/ids.ts';
import type { Me, Side } from './me.ts';

export interface NavigationItem {
  readonly to: string;
  readonly text: MessageId;
  readonly icon: FluentIcon;
  /** Shown to everybody of the side when absent. */
  readonly shownTo?: (me: Me) => boolean;
}

const home: NavigationItem = { to: '/', text: 'nav.home', icon: HomeRegular };

/** What each side of the portal has, in the order of the page. */
export const navigation: Readonly<Record<Side, readonly NavigationItem[]>> = {
  partner: [
    home,
    { to: '/customers', text: 'nav.customers', icon: BuildingRegular },
    { to: '/invitations', text: 'nav.invitations', icon: MailAddRegular },
  ],
  customer: [
    home,
    { to: '/partners', text: 'nav.partners', icon: PeopleTeamRegular },
    { to: '/approvals', text: 'nav.approvals', icon: ShieldTaskRegular },
  ],
  operator: [home],
};
