const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

/** What the server says of itself in the page. */
export const sandboxMode = meta('multipartner-mode') === 'sandbox';

/** What styles need to be taken by the browser: the page's policy names it, and it is another in every answer. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
