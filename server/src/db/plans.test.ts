import { createPlans, isLostPlan } from './plans.ts';

const often = (plans: ReturnType<typeof createPlans>, text: string): string | undefined => {
  let name: string | undefined;
  for (let i = 0; i < 5; i++) name = plans.nameOf(text);
  return name;
};

test('a text is named by what it says, once it has come often', () => {
  const plans = createPlans();
  expect(plans.nameOf('select 1')).toBeUndefined();
  const name = often(plans, 'select 1');
  expect(name).toHaveLength(32);
  expect(often(createPlans(), 'select 1')).toBe(name);
  expect(often(plans, 'select 2')).not.toBe(name);
});

test('names are few, and texts that do not come back are forgotten', () => {
  const plans = createPlans();
  for (let i = 0; i < 100; i++) expect(often(plans, `select ${i}`)).toBeDefined();
  expect(often(plans, 'select 100')).toBeUndefined();
  expect(plans.nameOf('select 1')).toBeDefined();
});

test('where plans keep getting lost, nothing is named any more', () => {
  const plans = createPlans();
  often(plans, 'select 1');
  for (let i = 0; i < 21; i++) plans.lost();
  expect(plans.nameOf('select 1')).toBeUndefined();
});

test('only errors of a kept plan are taken for one', () => {
  const error = (code: string, message = ''): Error => Object.assign(new Error(message), { code });
  expect(isLostPlan(error('26000'))).toBe(true);
  expect(isLostPlan(error('0A000', 'cached plan must not change result type'))).toBe(true);
  expect(isLostPlan(error('0A000', 'cannot do this'))).toBe(false);
  expect(isLostPlan(error('23505'))).toBe(false);
});
