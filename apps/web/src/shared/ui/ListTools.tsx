import { Button, Checkbox, Popover, Segmented } from 'antd';
import { type Column, type ListChoice, shownColumns } from './columns';

interface ListToolsProps<Row> {
  columns: Column<Row>[];
  choice: ListChoice;
  onChange: (change: Partial<ListChoice>) => void;
}

/** Density and columns of a list, side by side above it. */
export function ListTools<Row>({ columns, choice, onChange }: ListToolsProps<Row>) {
  const shown = shownColumns(columns, choice).map(({ key }) => key);
  const toggle = (key: string, on: boolean) =>
    onChange({ columns: on ? [...shown, key] : shown.filter((other) => other !== key) });
  const boxes = (
    <div className="data-table__columns" role="group" aria-label="显示的列">
      {columns.map((column) => (
        <Checkbox
          key={column.key}
          checked={shown.includes(column.key)}
          disabled={column.lead}
          onChange={(event) => toggle(column.key, event.target.checked)}
        >
          {column.title}
        </Checkbox>
      ))}
      <Button type="link" size="small" onClick={() => onChange({ columns: null })}>
        恢复默认列
      </Button>
    </div>
  );
  return (
    <div className="data-table__tools no-print">
      <Segmented
        aria-label="行距"
        size="small"
        value={choice.compact ? 'compact' : 'roomy'}
        options={[
          { label: '宽松', value: 'roomy' },
          { label: '紧凑', value: 'compact' },
        ]}
        onChange={(value) => onChange({ compact: value === 'compact' })}
      />
      <Popover content={boxes} trigger="click" placement="bottomRight">
        <Button size="small">选择列</Button>
      </Popover>
    </div>
  );
}
