import { useDistrict } from '../../../shared/district/district';
import type { Consultation } from './consultations.queries';

/** The letter with its list, as it is printed for the department to fill in. */
export function ConsultationLetter({ of }: { of: Consultation }) {
  const district = useDistrict();
  const { departmentName, batchName, asks, note, items, dueOn, sentOn, rule, id } = of;
  return (
    <article className="panel consultation-letter" aria-label={`致${departmentName}的函`}>
      <h2>关于征求{batchName}申报企业意见的函</h2>
      <p>{departmentName}：</p>
      <p className="consultation-letter__body">
        {batchName}正在审核，现将申报企业名单 {items.length} 家送贵单位征求意见。请核实：{asks}。请于 {dueOn}{' '}
        前逐家书面答复，有异议的请写明事实和依据。
      </p>
      {note !== null && <p className="consultation-letter__body">{note}</p>}
      <div className="consultation-letter__scroll" tabIndex={0} role="region" aria-label="函里的名单">
        <table>
          <caption className="visually-hidden">征求意见的企业</caption>
          <thead>
            <tr>
              <th scope="col">序号</th>
              <th scope="col">企业名称</th>
              <th scope="col">统一社会信用代码</th>
              <th scope="col">意见（无异议、有异议、不适用）</th>
              <th scope="col">说明和依据</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id: key, position, name, creditCode }) => (
              <tr key={key}>
                <td className="number">{position}</td>
                <td>{name}</td>
                <td className="code">{creditCode}</td>
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{rule}</p>
      <p className="consultation-letter__from">
        {district?.bureau ?? '本局'}
        <br />
        {sentOn}
      </p>
      <p className="consultation-letter__foot">编号 {id}</p>
    </article>
  );
}
