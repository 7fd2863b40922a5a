/** Who is believed to be alive: the detectors of failures. */
export { phiAccrual } from './phi-accrual.ts';
export { swim } from './swim.ts';
