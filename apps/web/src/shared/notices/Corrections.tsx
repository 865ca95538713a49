interface CorrectionsProps {
  of: { corrects: string | null; correctedWhy: string | null; correctedBy: string | null };
  /** Where everybody reads notices of this kind. */
  at: '/public/notices' | '/public/support';
}

/** What a notice corrected and why, and what corrected it: behind what else is said of it. */
export function Corrections({ of: { corrects, correctedWhy, correctedBy }, at }: CorrectionsProps) {
  return (
    <>
      {correctedBy && (
        <>
          ，已更正（<a href={`${at}/${correctedBy}`}>看更正后的</a>）
        </>
      )}
      {corrects && (
        <>
          ；更正了前一份（<a href={`${at}/${corrects}`}>看更正前的</a>）：{correctedWhy}
        </>
      )}
    </>
  );
}
