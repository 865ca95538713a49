export * from './decimal';
export * from './errors';
export * from './money';
export * from './ratio';
