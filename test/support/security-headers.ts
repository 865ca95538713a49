/** The headers that every answer carries, word for word, whatever is answered (apps/server/src/security-headers.ts). */
export const everyAnswer: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), hid=(), midi=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-dns-prefetch-control': 'off',
  'x-permitted-cross-domain-policies': 'none',
  'x-download-options': 'noopen',
  'x-xss-protection': '0',
  'cache-control': 'no-store',
};

/** What an answer that is no page may do in a browser. */
export const noPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What belongs to the message itself: its length, its kind, its connection. */
const ofMessage = /^(content-(type|length|encoding)|transfer-encoding|date|connection|keep-alive|x-request-id|vary)$/;

export const ownHeaders = (headers: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofMessage.test(name)));
