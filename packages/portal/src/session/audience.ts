/** The APIs that the portal calls, by what their tokens are made for. */
export const audiences = {
  own: 'multipartner',
  partnerCenter: 'https://api.partnercenter.microsoft.com',
  graph: 'https://graph.microsoft.com',
} as const;

export type Audience = keyof typeof audiences;
