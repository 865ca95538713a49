import { useEffect, useRef, useState } from 'react';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import type { Taken } from './notices.queries';

const takenWords: Readonly<Record<Taken, string>> = {
  objection: '已收到，作为异议核实，核实后答复您。',
  anonymous: '已收到。没有写姓名或联系方式，作为线索核实，无法答复您。',
  late: '已收到。公示期已满，作为线索核实。',
};

interface Given {
  itemId: string;
  text: string;
  name: string | null;
  contact: string | null;
}

interface ObjectionFormProps {
  itemId: string;
  /** What is objected to, in words. */
  about: string;
  isOpen: boolean;
  sending: {
    data: { id: string; taken: Taken } | undefined;
    isPending: boolean;
    error: Error | null;
    mutate: (given: Given) => void;
  };
  close: () => void;
}

/** Says what is wrong with one of the list; who says so is kept from the enterprise. */
export function ObjectionForm({ itemId, about, isOpen, sending, close }: ObjectionFormProps) {
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const place = useRef<HTMLElement>(null);
  // the list may be long: the form comes to whoever pressed a button far below it
  useEffect(() => place.current?.focus(), []);
  if (sending.data)
    return (
      <p className="notice__warning" role="status">
        {takenWords[sending.data.taken]} 编号 <span className="code">{sending.data.id}</span>
      </p>
    );
  const given = (value: string) => (value.trim() === '' ? null : value.trim());
  return (
    <section ref={place} tabIndex={-1} className="panel stacked no-print" aria-labelledby="objection">
      <h2 id="objection">对“{about}”有异议</h2>
      {!isOpen && <p className="notice__warning">公示期已满，现在反映的作为线索核实。</p>}
      <SendForm
        className="stacked"
        label="提出异议"
        sending={sending}
        onSend={() => sending.mutate({ itemId, text: text.trim(), name: given(name), contact: given(contact) })}
        verb="提交"
        ready={text.trim().length >= 10}
        lacking="请写明具体事实，至少 10 个字"
        onCancel={close}
      >
        <TextField
          label="具体事实（必填）"
          hint="什么时间、什么事、有什么依据"
          max={5000}
          lines={4}
          value={text}
          onChange={setText}
        />
        <TextField
          label="您的姓名或单位"
          hint="不向企业公开；不写的作为线索核实"
          max={100}
          value={name}
          onChange={setName}
        />
        <TextField label="联系方式" hint="电话或邮箱，用于核实和答复" max={100} value={contact} onChange={setContact} />
      </SendForm>
    </section>
  );
}
