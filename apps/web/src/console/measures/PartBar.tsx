interface PartBarProps {
  /** What it says, for who cannot see it. */
  label: string;
  /** Parts of the whole in their order, at most four. */
  parts: readonly number[];
}

/** How a whole is divided, as one bar; the numbers stand beside it. */
export function PartBar({ label, parts }: PartBarProps) {
  const whole = parts.reduce((sum, one) => sum + one, 0);
  let at = 0;
  return (
    <svg className="part-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      {parts.map((part, i) => {
        const width = whole === 0 ? 0 : (part / whole) * 100;
        const x = at;
        at += width;
        return <rect key={i} x={x} y="0" width={width} height="10" />;
      })}
    </svg>
  );
}
