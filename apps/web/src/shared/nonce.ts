/**
 * The page's nonce, put into the document by the server on each request. Style elements made at run time must carry
 * it, or the content security policy drops them.
 */
export const pageNonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? undefined;
