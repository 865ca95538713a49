import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { May } from '../../../shared/session/May';
import { FieldGroup } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type BatchConsultations as Asked, useBatchConsultations, useSendConsultations } from './consultations.queries';
import { countWords } from './reply-words';
import './consultations.css';

/** Other departments asked about the cases of a batch: the lists, how they were answered, and asking more. */
export function BatchConsultations({ batchId }: { batchId: string }) {
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useBatchConsultations(batchId);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取部门联审" />;
  const open = data.departments.filter(({ unasked }) => unasked > 0);
  return (
    <section className="panel stacked" aria-labelledby="batch-consultations">
      <h2 id="batch-consultations">部门联审</h2>
      {data.items.length === 0 ? (
        <p className="quiet">还没有征求过部门意见。</p>
      ) : (
        <ul className="plain-list consultation-lists">
          {data.items.map(({ id, departmentName, sentOn, dueOn, dueProvisional, counts }) => (
            <li key={id}>
              <Link to="/console/recognition/consultations/$id" params={{ id }}>
                {departmentName}
              </Link>
              <span>{countWords(counts)}</span>
              <span className="quiet">
                {sentOn} 发函，{dueOn} 前答复{dueProvisional && '（暂定）'}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{data.rule}审核期限照常计算。</p>
      <May what="recognition.review">
        {asking ? (
          <AskForm batchId={batchId} departments={open} close={() => setAsking(false)} />
        ) : open.length === 0 ? (
          <p className="quiet">待审的申报都已征求过各部门意见。</p>
        ) : (
          <div className="acts">
            <Button onClick={() => setAsking(true)}>征求部门意见</Button>
          </div>
        )}
      </May>
    </section>
  );
}

interface AskFormProps {
  batchId: string;
  departments: Asked['departments'];
  close: () => void;
}

function AskForm({ batchId, departments, close }: AskFormProps) {
  const [chosen, setChosen] = useState<readonly string[]>(departments.map(({ code }) => code));
  const [note, setNote] = useState('');
  const sending = useSendConsultations(batchId);
  const send = () =>
    sending.mutate(
      { departments: [...chosen], applications: null, note: note.trim() === '' ? null : note.trim() },
      { onSuccess: close },
    );
  return (
    <SendForm
      className="stacked"
      label="征求部门意见"
      sending={sending}
      onSend={send}
      verb={`发出 ${chosen.length} 份名单`}
      ready={chosen.length > 0}
      lacking="请选部门"
      onCancel={close}
    >
      <FieldGroup label="哪些部门" hint="每个部门一份名单，列出待审而没有问过它的全部申报；发出后打印函件。">
        <div className="consultation-choices">
          {departments.map(({ code, name, asks, workingDays, unasked }) => (
            <Checkbox
              key={code}
              checked={chosen.includes(code)}
              onChange={({ target }) =>
                setChosen(target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
              }
            >
              {name}（{unasked} 件，{workingDays} 个工作日）
              <span className="quiet consultation-choices__asks">{asks}</span>
            </Checkbox>
          ))}
        </div>
      </FieldGroup>
      <TextField label="函里另外写的话" hint="可不写" max={1000} lines={2} value={note} onChange={setNote} />
    </SendForm>
  );
}
