import { Checkbox } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { EnterprisePicker } from '../enterprises/act/EnterprisePicker';
import { useWriteNotice } from './letters.queries';

/** Tells an enterprise something: into its inbox, and on paper where that is wanted. */
export function WriteNotice({ close }: { close: () => void }) {
  const [enterprise, setEnterprise] = useState<string>();
  const [subject, setSubject] = useState('');
  const [body, setBody] = useState('');
  const [letter, setLetter] = useState(false);
  const writing = useWriteNotice();
  return (
    <section className="panel" aria-labelledby="write-notice">
      <h2 id="write-notice">写通知或函</h2>
      <SendForm
        className="desk-form"
        label="写通知或函"
        sending={writing}
        onSend={() =>
          writing.mutate(
            { enterprise: enterprise ?? '', subject: subject.trim(), body: body.trim(), letter },
            { onSuccess: close },
          )
        }
        verb={letter ? '发出，并列入待打印' : '发出'}
        ready={enterprise !== undefined && subject.trim().length >= 2 && body.trim().length >= 2}
        lacking={enterprise === undefined ? '请选企业' : '请写标题和内容'}
        onCancel={close}
      >
        <Field label="给哪家企业">
          {(control) => <EnterprisePicker {...control} value={enterprise} onChange={setEnterprise} />}
        </Field>
        <TextField label="标题" max={200} value={subject} onChange={setSubject} />
        <div className="wide">
          <TextField label="内容" max={5000} lines={4} value={body} onChange={setBody} />
        </div>
        <div className="wide">
          <Checkbox checked={letter} onChange={(event) => setLetter(event.target.checked)}>
            另打印信函寄到登记地址
          </Checkbox>
        </div>
      </SendForm>
    </section>
  );
}
