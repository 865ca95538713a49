import { addDays, shanghaiDay } from '@tidu/kernel';
import { Link } from '@tanstack/react-router';
import { useMassReadings } from './audit.queries';

/** How far back is looked, in days. */
const days = 30;
const action = 'access.massReading';

/** Who saw more enterprises in a day than are allowed without a fresh proof: said loudly, with the way to the entries. */
export function MassReadingLine() {
  const from = addDays(shanghaiDay(Date.now()), -days);
  const { data } = useMassReadings(action, from);
  if (!data || data.count.value === 0) return null;
  return (
    <p className="sealing sealing--late" role="status">
      <strong>
        近 {days} 天有 {data.count.value} 次大量查看
      </strong>
      ：一天内看过的企业超过上限，系统已要求重新确认本人。
      <Link to="/console/audit" search={{ action, from }}>
        看是谁
      </Link>
    </p>
  );
}
