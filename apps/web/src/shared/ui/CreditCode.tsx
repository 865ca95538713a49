/** A credit code, never broken over two lines: it is compared digit by digit. */
export function CreditCode({ code }: { code: string }) {
  return <span className="code credit-code">{code}</span>;
}
