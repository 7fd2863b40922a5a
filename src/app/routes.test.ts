/** What addresses name. */
import { describe, expect, it } from 'vitest';
import { addressOf, routeOf } from './routes.ts';

describe('an address', () => {
  it('names a page', () => {
    expect(routeOf('')).toMatchObject({ page: 'story', first: true, preset: 'day-one' });
    expect(routeOf('#/')).toMatchObject({ page: 'story', first: true });
    expect(routeOf('#/learn')).toEqual({ page: 'contents' });
    expect(routeOf('#/learn/push-gossip')).toEqual({ page: 'lesson', lesson: 'push-gossip', step: null, present: false });
    expect(routeOf('#/learn/push-gossip/hook?present')).toEqual({ page: 'lesson', lesson: 'push-gossip', step: 'hook', present: true });
    expect(routeOf('#/lab')).toEqual({ page: 'lab-home', link: null });
    expect(routeOf('#/gallery/merkle/deep')).toEqual({ page: 'gallery', view: 'merkle', only: 'deep' });
  });

  it('carries a run as it was written, whatever characters it has', () => {
    expect(routeOf('#/lab?run=1.ck.88d1.pV+L_b-s%2F')).toEqual({ page: 'lab-home', link: '1.ck.88d1.pV+L_b-s%2F' });
  });

  it('names a second lane', () => {
    expect(routeOf('#/lab/abc?beside=gossip.protocol%3Apush')).toEqual({ page: 'lab', id: 'abc', contrast: { path: 'gossip.protocol', value: 'push' } });
    expect(routeOf('#/lab/abc')).toEqual({ page: 'lab', id: 'abc', contrast: null });
  });

  it('names a story with its seed, and is made again from it', () => {
    const address = addressOf('gossip-100', 7, { path: 'gossip.fanout', value: 2 });
    expect(routeOf(address)).toEqual({ page: 'story', first: false, preset: 'gossip-100', seed: 7, contrast: { path: 'gossip.fanout', value: 2 } });
    expect(routeOf('#/run/gossip-100?seed=minus')).toMatchObject({ seed: null });
  });

  it('that names nothing is the first page, and a broken one does no harm', () => {
    expect(routeOf('#/nowhere')).toMatchObject({ page: 'story', first: true });
    expect(routeOf('#/run/no-such-preset')).toMatchObject({ page: 'story', first: true });
    expect(routeOf('#/learn/%E0%A4%A')).toMatchObject({ page: 'lesson', lesson: '%E0%A4%A' });
  });
});
