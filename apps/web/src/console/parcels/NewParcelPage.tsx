import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { CodePicker } from '../enterprises/CodePicker';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { AreasEditor, givenOf, isWhole, noDivision } from './AreasEditor';
import { useNewParcel } from './parcels.queries';
import './parcels.css';

const nothing = { number: '', regionCode: '', zoneCode: '', address: '', validFrom: '' };

/** Enters a parcel and how it is divided. */
export function NewParcelPage() {
  const [place, setPlace] = useState(nothing);
  const [division, setDivision] = useState(noDivision);
  const sending = useNewParcel();
  const go = useNavigate();
  const set = (more: Partial<typeof nothing>) => setPlace({ ...place, ...more });
  const { number, regionCode, zoneCode, address, validFrom } = place;
  const isPlaced = number.trim() !== '' && regionCode !== '' && address.trim() !== '';
  const send = () =>
    sending.mutate(
      {
        ...{ ...givenOf(division), validFrom, number: number.trim(), regionCode, address: address.trim() },
        ...(zoneCode.trim() !== '' && { zoneCode: zoneCode.trim() }),
      },
      { onSuccess: ({ id }) => void go({ to: '/console/parcels/$id', params: { id } }) },
    );
  return (
    <>
      <PageHead title="登记地块" lead={<Link to="/console/parcels">用地台账</Link>} />
      <div className="parcels">
        <SendForm
          className="panel stacked parcels__form"
          label="登记地块"
          sending={sending}
          onSend={send}
          verb="登记"
          ready={isPlaced && validFrom !== '' && isWhole(division)}
          lacking={!isPlaced || validFrom === '' ? '请写全编号、县区、坐落、起算日' : '份额合计要正好等于地块面积'}
        >
          <div className="parcels__areas">
            <TextField label="地块编号" max={60} value={number} onChange={(text) => set({ number: text })} />
            <Field label="县区" hint="按名称或代码找">
              {({ id }) => (
                <CodePicker
                  kind="regions"
                  id={id}
                  label="县区"
                  value={regionCode === '' ? undefined : regionCode}
                  onChange={(code) => set({ regionCode: code ?? '' })}
                />
              )}
            </Field>
            <TextField
              label="园区代码"
              hint="不在园区里的空着"
              max={20}
              value={zoneCode}
              onChange={(text) => set({ zoneCode: text })}
            />
            <DayField
              label="起算日"
              hint="从哪一天起这样划分"
              value={validFrom}
              onChange={(day) => set({ validFrom: day })}
            />
          </div>
          <TextField label="坐落" max={200} value={address} onChange={(text) => set({ address: text })} />
          <AreasEditor value={division} onChange={setDivision} />
        </SendForm>
      </div>
    </>
  );
}
