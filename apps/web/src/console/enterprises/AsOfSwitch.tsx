import { Link } from '@tanstack/react-router';
import { isDay } from '@tidu/kernel';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { DayInput } from '../../shared/ui/DayInput';

interface AsOfSwitchProps {
  asOf: string | undefined;
  onChange: (day: string | undefined) => void;
}

/** Leads to the record as it was on a day, and back. */
export function AsOfSwitch({ asOf, onChange }: AsOfSwitchProps) {
  const id = useId();
  const [day, setDay] = useState(asOf ?? '');
  return (
    <form
      className="as-of no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (isDay(day)) onChange(day);
      }}
    >
      <label htmlFor={id}>看哪天的</label>
      <DayInput id={id} aria-describedby={undefined} value={day} onChange={setDay} />
      <Button htmlType="submit" disabled={!isDay(day)}>
        查看
      </Button>
    </form>
  );
}

interface AsOfNoticeProps {
  enterpriseId: string;
  asOf: string;
  tab: string | undefined;
  /** What of the part in sight is of today whatever the day. */
  present?: string;
  /** What of it is as it was known then. */
  known?: string;
}

/** Says that what is shown isn't today's. */
export function AsOfNotice({ enterpriseId, asOf, tab, present, known }: AsOfNoticeProps) {
  return (
    <p className="as-of__notice" role="status">
      正在看 <strong>{asOf}</strong> 当天的登记内容（按现在掌握的情况）
      {known === undefined ? '' : `；${known}`}
      {present === undefined ? '。' : `；${present}不随日期变化，是现在的。`}
      <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} search={tab === undefined ? {} : { tab }}>
        回到今天
      </Link>
    </p>
  );
}
