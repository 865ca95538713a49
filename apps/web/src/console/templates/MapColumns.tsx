import { Select } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { useMay } from '../../shared/session/session';
import { SendForm } from '../../shared/ui/SendForm';
import {
  type MappedColumn,
  type TemplateColumn,
  type TemplateDetail,
  type TemplateVersion,
  useMapping,
} from './templates.queries';

type Unit = NonNullable<MappedColumn['unit']>;
const units: Unit[] = ['元', '千元', '万元', '百万元', '亿元'];

/** What goes into which column: said by a person once, remembered for the next versions. */
export function MapColumns({ template: { fields }, version }: { template: TemplateDetail; version: TemplateVersion }) {
  const [chosen, setChosen] = useState<ReadonlyMap<number, MappedColumn>>(
    () =>
      new Map(
        version.columns.flatMap(({ index, field, fieldUnit }) =>
          field === null ? [] : [[index, { index, field, unit: fieldUnit }] as const],
        ),
      ),
  );
  const saving = useMapping(version);
  const may = useMay()('desk.act');
  const isMoney = (code: string | undefined) => fields.find((one) => one.code === code)?.money ?? false;
  const change = (index: number, part: { field?: string | undefined; unit?: Unit | null }) =>
    setChosen((before) => {
      const next = new Map(before);
      const field = 'field' in part ? part.field : before.get(index)?.field;
      if (field === undefined) next.delete(index);
      else
        next.set(index, { index, field, unit: isMoney(field) ? (part.unit ?? before.get(index)?.unit ?? null) : null });
      return next;
    });
  const noUnit = [...chosen.values()].some(({ field, unit }) => isMoney(field) && unit === null);
  const lacking = chosen.size === 0 ? '请至少为一列选定填什么' : noUnit ? '请为金额选定单位' : null;
  const options = fields.map(({ code, label }) => ({ value: code, label }));
  const rows = version.columns.map((column) => (
    <tr key={column.index} role="row">
      <th scope="row">
        {column.letter}
        {column.hidden && <span className="quiet">（隐藏）</span>}
      </th>
      <td data-label="表头">
        {column.label}
        {column.unit !== null && <span className="quiet">（{column.unit}）</span>}
      </td>
      <td data-label="填什么">
        <Choice {...{ column, options, chosen: chosen.get(column.index), may, isMoney, change }} />
      </td>
    </tr>
  ));
  return (
    <section className="panel stacked" aria-labelledby="map-columns">
      <h2 id="map-columns">第 {version.number} 版各列填什么</h2>
      <p className={version.mapped ? 'quiet' : 'report__wait'}>
        {version.mapped
          ? `${version.mappedByName ?? ''} ${version.mappedAt === null ? '' : formatInstant(version.mappedAt)} 核对过。`
          : '下面是按表头文字和上一版推出来的，请逐列核对后保存；没有选的列留空，不猜。'}
        工作表“{version.sheet}”，表头第 {version.headerFrom}
        {version.headerTo > version.headerFrom ? `—${version.headerTo}` : ''} 行，从第 {version.firstRow} 行填起。
        {version.notes.join('')}
      </p>
      <SendForm
        className="stacked"
        label="各列填什么"
        sending={saving}
        onSend={() => saving.mutate([...chosen.values()].sort((a, b) => a.index - b.index))}
        verb={version.mapped ? '保存改动' : '核对无误，保存'}
        ready={may && lacking === null}
        lacking={lacking}
      >
        <table className="report-map">
          <thead>
            <tr>
              <th scope="col">列</th>
              <th scope="col">表头</th>
              <th scope="col">填什么</th>
            </tr>
          </thead>
          <tbody>{rows}</tbody>
        </table>
      </SendForm>
    </section>
  );
}

interface ChoiceProps {
  column: TemplateColumn;
  options: { value: string; label: string }[];
  chosen: MappedColumn | undefined;
  may: boolean;
  isMoney: (code: string | undefined) => boolean;
  change: (index: number, part: { field?: string | undefined; unit?: Unit | null }) => void;
}

function Choice({ column, options, chosen, may, isMoney, change }: ChoiceProps) {
  const { index, letter, label, formula } = column;
  if (formula) return <span className="quiet">模板自己的公式，保留</span>;
  return (
    <div className="report-map__choice">
      <Select
        aria-label={`${letter} 列 ${label} 填什么`}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        disabled={!may}
        placeholder="留空"
        value={chosen?.field}
        options={options}
        onChange={(field: string | undefined) => change(index, { field })}
      />
      {isMoney(chosen?.field) && (
        <Select
          aria-label={`${letter} 列 ${label} 的单位`}
          disabled={!may}
          placeholder="单位"
          value={chosen?.unit ?? undefined}
          options={units.map((unit) => ({ value: unit, label: unit }))}
          onChange={(unit: Unit) => change(index, { unit })}
        />
      )}
    </div>
  );
}
