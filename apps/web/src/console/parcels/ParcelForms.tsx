import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { plainArea } from './area-sum';
import { AreasEditor, givenOf, isWhole, noDivision, type TypedDivision } from './AreasEditor';
import { type Division, useDivide, useEditParcel, useEndParcel, type WholeParcel } from './parcels.queries';

interface FormProps {
  parcel: WholeParcel;
  close: () => void;
}

/** A division as the beginning of another one. */
export function typedOf(division: Division | null): TypedDivision {
  if (!division || division.ended) return noDivision;
  const { area, publicArea, vacantArea, document, shares } = division;
  return {
    ...{ area: plainArea(area), publicArea: plainArea(publicArea), vacantArea: plainArea(vacantArea) },
    document: document ?? '',
    shares: shares.map((one, key) => ({
      ...{ key, enterpriseId: one.enterpriseId, name: one.name, area: plainArea(one.area) },
    })),
  };
}

/** Divides a parcel anew from a day on; what was before stays. */
export function DivideForm({ parcel, close }: FormProps) {
  const [division, setDivision] = useState(() => typedOf(parcel.current));
  const [validFrom, setValidFrom] = useState('');
  const [reason, setReason] = useState('');
  const sending = useDivide(parcel);
  return (
    <SendForm
      className="panel stacked parcels__form"
      label="重新划分"
      sending={sending}
      onSend={() => sending.mutate({ ...givenOf(division), validFrom, reason: reason.trim() }, { onSuccess: close })}
      verb="记入台账"
      ready={validFrom !== '' && reason.trim().length >= 2 && isWhole(division)}
      lacking={!isWhole(division) ? '份额合计要正好等于地块面积，每一行写明企业' : '请写起算日和理由'}
      onCancel={close}
    >
      <h2>重新划分</h2>
      <p className="quiet">从起算日起这样划分；以前的留着。写同一个起算日，是更正那一次。</p>
      <DayField label="起算日" value={validFrom} onChange={setValidFrom} />
      <AreasEditor value={division} onChange={setDivision} />
      <TextField label="理由（必填）" max={500} lines={2} value={reason} onChange={setReason} />
    </SendForm>
  );
}

/** Where the parcel lies. */
export function EditForm({ parcel, close }: FormProps) {
  const [address, setAddress] = useState(parcel.address);
  const [zone, setZone] = useState(parcel.zoneCode ?? '');
  const [reason, setReason] = useState('');
  const sending = useEditParcel(parcel);
  const zoneCode = zone.trim() === '' ? null : zone.trim();
  return (
    <SendForm
      className="panel stacked parcels__form"
      label="改坐落、园区"
      sending={sending}
      onSend={() => sending.mutate({ address: address.trim(), zoneCode, reason: reason.trim() }, { onSuccess: close })}
      verb="保存"
      ready={address.trim() !== '' && reason.trim().length >= 2}
      lacking="请写坐落和理由"
      onCancel={close}
    >
      <h2>改坐落、园区</h2>
      <TextField label="坐落" max={200} value={address} onChange={setAddress} />
      <TextField label="园区代码" hint="不在园区里的空着" max={20} value={zone} onChange={setZone} />
      <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}

/** From a day on the parcel is none any more. */
export function EndForm({ parcel, close }: FormProps) {
  const [validFrom, setValidFrom] = useState('');
  const [reason, setReason] = useState('');
  const sending = useEndParcel(parcel);
  return (
    <SendForm
      className="panel stacked parcels__form"
      label="终止这个地块"
      sending={sending}
      onSend={() => sending.mutate({ validFrom, reason: reason.trim() }, { onSuccess: close })}
      verb="终止"
      danger
      ready={validFrom !== '' && reason.trim().length >= 2}
      lacking="请写从哪一天起和理由"
      onCancel={close}
    >
      <h2>终止这个地块</h2>
      <p className="quiet">收回、注销、并入别的地块。从那一天起不再计入面积，以前的照旧。</p>
      <DayField label="从哪一天起" value={validFrom} onChange={setValidFrom} />
      <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
