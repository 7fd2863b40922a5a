/** Who is believed to be alive: the detectors of failures. */
export { type PhiState, phiAccrual } from './phi-accrual.ts';
export { type SwimState, swim } from './swim.ts';
export { gossipedPeers, type PeerView, probedPeers } from './views.ts';
