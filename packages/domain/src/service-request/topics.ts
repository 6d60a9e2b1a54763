/** Something that a partner may need help with. */
export interface SupportTopic {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** What help is given on. */
export const supportTopics: readonly SupportTopic[] = [
  {
    id: '32444671',
    name: 'Cannot manage my profile',
    description: 'Company, billing and support profile of a partner',
  },
  { id: '32444672', name: 'Agreements', description: 'Partner agreement and customer agreements' },
  {
    id: '32444673',
    name: 'Invitations and relationships',
    description: 'A customer or a partner cannot be won or left',
  },
  { id: '32444674', name: 'Delegated administration', description: 'Rights inside of a customer' },
  { id: '32444675', name: 'Orders and carts', description: 'Something cannot be bought' },
  { id: '32444676', name: 'Subscriptions', description: 'A subscription cannot be changed, renewed or cancelled' },
  { id: '32444677', name: 'Azure plans', description: 'Azure plans and Azure subscriptions under them' },
  { id: '32444678', name: 'Transfers', description: 'Subscriptions that go from one partner to another' },
  { id: '32444679', name: 'Users and licences', description: 'People of a customer and what they may use' },
  { id: '32444680', name: 'Invoices', description: 'Charges, invoices and payments' },
  { id: '32444681', name: 'Programming interface', description: 'Tokens, permissions and answers of the interface' },
  { id: '32444682', name: 'Something else', description: 'Whatever no other topic is about' },
];

export const findTopic = (id: string): SupportTopic | undefined => supportTopics.find((one) => one.id === id);
