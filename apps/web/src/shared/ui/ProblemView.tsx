import { Alert, Button } from 'antd';
import { asProblem } from '../api/problem';
import './states.css';

interface ProblemViewProps {
  error: unknown;
  /** What to try again; absent where trying again cannot help. */
  retry?: () => void;
}

/** A refusal in the server's words; the code and the request's number stand small beside it. */
export function ProblemView({ error, retry }: ProblemViewProps) {
  const problem = asProblem(error);
  const items = problem.errors.filter((item) => !problem.detail.includes(item.message));
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem.title}
      description={
        <>
          <p className="problem__detail">{problem.detail}</p>
          {items.length > 0 && (
            <ul className="problem__items">
              {items.map((item, index) => (
                <li key={index}>{item.message}</li>
              ))}
            </ul>
          )}
          <p className="problem__codes code">
            {problem.code}
            {problem.requestId && <> · 请求号 {problem.requestId}</>}
          </p>
        </>
      }
      action={retry && <Button onClick={retry}>重试</Button>}
    />
  );
}
