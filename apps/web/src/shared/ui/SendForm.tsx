import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ProblemView } from './ProblemView';

interface SendFormProps {
  className: string;
  /** The name of the form, where no heading says it. */
  label?: string;
  /** How far the sending is. */
  sending: { isPending: boolean; error: Error | null };
  onSend: () => void;
  /** On the button that sends. */
  verb: ReactNode;
  ready?: boolean;
  /** Said beside the button until the form is ready. */
  lacking?: string | false | null;
  /** Whether it takes something away. */
  danger?: boolean;
  onCancel?: () => void;
  cancelVerb?: string;
  children: ReactNode;
}

/** Fields, the button that sends them, and why it couldn't be done. */
export function SendForm(props: SendFormProps) {
  const { className, label, sending, onSend, verb, ready = true, lacking, danger = false } = props;
  return (
    <form
      className={className}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {props.children}
      <div className="acts">
        <Button
          type={danger ? 'default' : 'primary'}
          danger={danger}
          htmlType="submit"
          disabled={!ready}
          loading={sending.isPending}
        >
          {verb}
        </Button>
        {props.onCancel && <Button onClick={props.onCancel}>{props.cancelVerb ?? '取消'}</Button>}
        {!ready && lacking && <span className="quiet">{lacking}</span>}
      </div>
      {sending.error && <ProblemView error={sending.error} />}
    </form>
  );
}
