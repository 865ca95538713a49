interface PartBarProps {
  /** What it says, for who cannot see it. */
  label: string;
  /** Parts of the whole in their order, at most four. */
  parts: readonly number[];
  /** Of money nothing is wrong with its third part: it is merely kept back. */
  money?: boolean;
}

/** How a whole is divided, as one bar; the numbers stand beside it. */
export function PartBar({ label, parts, money = false }: PartBarProps) {
  const whole = parts.reduce((sum, one) => sum + one, 0);
  let at = 0;
  return (
    <svg
      className={money ? 'part-bar part-bar--money' : 'part-bar'}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {parts.map((part, i) => {
        const width = whole === 0 ? 0 : (part / whole) * 100;
        const x = at;
        at += width;
        return <rect key={i} x={x} y="0" width={width} height="10" />;
      })}
    </svg>
  );
}

/** Which colour is what; the same order as the parts. */
export function PartLegend({ parts, money = false }: { parts: readonly string[]; money?: boolean }) {
  return (
    <ul className={money ? 'part-legend part-legend--money' : 'part-legend'}>
      {parts.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}
