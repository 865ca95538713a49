import type { Case } from '../recognition.queries';

/** What rules find between the firm and its kin, with their sources. */
export function CaseRelations({ of: { relations } }: { of: Case }) {
  if (relations.length === 0) return null;
  return (
    <section className="panel stacked" aria-labelledby="case-relations">
      <h2 id="case-relations">关联企业冲突</h2>
      <ul className="case-list">
        {relations.map(({ code, words, effect }) => (
          <li key={code}>
            <span className="state-tag">{effect === 'blocks' ? '不能推荐' : '须说明'}</span> {words}
          </li>
        ))}
      </ul>
      <p className="quiet">按登记簿里今天有效的控股、同集团关系，企业看不到。关系不对的，请在企业档案里更正。</p>
    </section>
  );
}
