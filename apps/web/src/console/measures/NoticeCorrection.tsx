import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type NoticeToCorrect, useCorrectResults, useNoticeToCorrect } from './measures.queries';

interface Correction {
  id: string;
  /** Least number of working days. */
  least: number;
  close: () => void;
}

/** Puts a notice of results right: another one is published, the former stays and says so. */
export function NoticeCorrection({ id, ...rest }: Correction) {
  const { data, error, refetch } = useNoticeToCorrect(id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取公示" />;
  return <CorrectionForm notice={data} {...rest} />;
}

function CorrectionForm({ notice, least, close }: Omit<Correction, 'id'> & { notice: NoticeToCorrect }) {
  const correcting = useCorrectResults(notice.id);
  const [title, setTitle] = useState(notice.title);
  const [body, setBody] = useState(notice.body);
  const [days, setDays] = useState<number | null>(notice.workingDays);
  const [reason, setReason] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const name = (itemId: string, to: string | null) =>
    setNames(
      (before) => new Map(to === null ? [...before].filter(([one]) => one !== itemId) : [...before, [itemId, to]]),
    );
  const isWhole = [title, body, reason].every((text) => text.trim().length >= 2) && days !== null;
  return (
    <SendForm
      className="measures__editor"
      label="更正公示"
      sending={correcting}
      verb="发布更正，公示期重新计算"
      ready={isWhole && [...names.values()].every((text) => text.trim() !== '')}
      lacking="请写明为什么更正，标题、正文、名称不能空着"
      onCancel={close}
      onSend={() =>
        correcting.mutate(
          {
            ...{ title: title.trim(), body: body.trim(), workingDays: days ?? least, reason: reason.trim() },
            names: [...names].map(([itemId, to]) => ({ itemId, name: to.trim() })),
          },
          { onSuccess: close },
        )
      }
    >
      <TextField label="标题" max={200} value={title} onChange={setTitle} />
      <TextField label="正文" max={5000} lines={3} value={body} onChange={setBody} />
      <Field label="名单上哪一家的名称写错了" hint="金额、代码、地区出自办理和登记，不在这里改；没有写错的不选。">
        {(control) => (
          <Select
            {...control}
            showSearch={{ optionFilterProp: 'label' }}
            value={null}
            placeholder="选一家"
            options={notice.list
              .filter((item) => !names.has(item.id))
              .map((item) => ({ value: item.id, label: `${item.position} ${item.name}` }))}
            onChange={(itemId: string) => name(itemId, notice.list.find((item) => item.id === itemId)?.name ?? '')}
          />
        )}
      </Field>
      {notice.list
        .filter((item) => names.has(item.id))
        .map((item) => (
          <div key={item.id} className="measures__name">
            <TextField
              label={`第 ${item.position} 家更正后的名称`}
              hint={`原为 ${item.name}`}
              max={200}
              value={names.get(item.id) ?? ''}
              onChange={(to) => name(item.id, to)}
            />
            <Button aria-label={`不改第 ${item.position} 家`} onClick={() => name(item.id, null)}>
              不改
            </Button>
          </div>
        ))}
      <Field label="公示几个工作日" hint={`从今天起重新计算，至少 ${least} 个`}>
        {(control) => <InputNumber {...control} min={least} max={99} precision={0} value={days} onChange={setDays} />}
      </Field>
      <TextField label="为什么更正" hint="公布在更正后的公示上" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
