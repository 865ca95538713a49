import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'antd';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { CountLink } from './CountLink';
import { useMovement } from './segments.queries';

const route = getRouteApi('/console/segments');

interface MovementProps {
  dimension: string;
  label: string;
  /** Years that have been divided, the newest first. */
  years: number[];
}

/** Rows: where they stood; columns: where they stand. Who stayed lies on the diagonal. */
export function Movement({ dimension, label: name, years }: MovementProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [latest = 0, before = 0] = years;
  const to = years.find((year) => String(year) === search.to) ?? latest;
  const from = years.find((year) => String(year) === search.from && year < to) ?? years.find((y) => y < to) ?? before;
  const { data, error } = useMovement(dimension, from, to);
  if (error) return <ProblemView error={error} />;
  if (!data) return <Loading what="正在读取变动" />;
  const used = new Set(data.moves.flatMap((move) => [move.from, move.to]));
  const shown = [...data.segments, { code: 'absent', label: '没有分类' }].filter(({ code }) => used.has(code));
  const count = (a: string, b: string) => data.moves.find((move) => move.from === a && move.to === b)?.count ?? 0;
  const yearPicker = (key: 'from' | 'to', label: string, value: number, choices: number[]) => (
    <Select
      aria-label={`${name}：${label}`}
      size="small"
      value={value}
      options={choices.map((year) => ({ value: year, label: `${year} 年度` }))}
      onChange={(year) => void navigate({ search: (now) => ({ ...now, [key]: String(year) }), replace: true })}
    />
  );
  return (
    <div className="movement">
      <h3>
        从{' '}
        {yearPicker(
          'from',
          '从哪一年',
          from,
          years.filter((year) => year < to),
        )}{' '}
        到 {yearPicker('to', '到哪一年', to, years.slice(0, -1))} 的变动
      </h3>
      <div className="movement__scroll" tabIndex={0} role="region" aria-label={`${name}的变动表`}>
        <table className="segments__table movement__table">
          <thead>
            <tr>
              <th scope="col">
                {from} ↓ {to} →
              </th>
              {shown.map(({ code, label }) => (
                <th key={code} scope="col" className="is-number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.code}>
                <th scope="row">{row.label}</th>
                {shown.map(({ code }) => (
                  <td key={code} className={code === row.code ? 'is-number is-stay' : 'is-number'}>
                    <CountLink
                      count={count(row.code, code)}
                      segment={`${dimension}.${row.code}.${from},${dimension}.${code}.${to}`}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
