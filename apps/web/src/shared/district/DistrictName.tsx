import { useDistrict } from './district';

/** The district's name beside the mark of the house; nothing before the installation was set up. */
export function DistrictName({ className }: { className: string }) {
  const district = useDistrict();
  return district ? (
    <span className={className} title={district.bureau}>
      {district.name}
    </span>
  ) : null;
}
