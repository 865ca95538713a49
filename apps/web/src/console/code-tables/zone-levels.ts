/** Levels at which a zone may have been approved. */
export const zoneLevels = { district: '区级', city: '市级', province: '省级', nation: '国家级' };
