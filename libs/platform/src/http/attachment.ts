/** The header Content-Disposition of a file to be kept: old readers get a plain name, all others the Chinese one (RFC 6266). */
export function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="file${/\.[a-z]{3,4}$/.exec(fileName)?.[0] ?? ''}"; filename*=UTF-8''${encoded}`;
}
