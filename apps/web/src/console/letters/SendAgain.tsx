import { Button } from 'antd';
import { asProblem } from '../../shared/api/problem';
import { type Delivery, useSendAgain } from './letters.queries';

/** Has a message that didn't arrive tried once more. */
export function SendAgain({ delivery: { id, subject } }: { delivery: Delivery }) {
  const sending = useSendAgain();
  return (
    <>
      <Button loading={sending.isPending} aria-label={`再送一次：${subject}`} onClick={() => sending.mutate(id)}>
        再送一次
      </Button>
      {sending.error && <p role="alert">{asProblem(sending.error).detail}</p>}
    </>
  );
}
