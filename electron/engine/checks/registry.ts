/** Every expectation there is. A new one is a file under expectations/ and a line here. */
import type { Expectation } from './expectation.ts';
import { columnExists } from './expectations/column-exists.ts';
import { uniqueCountBetween, uniqueShareBetween } from './expectations/distinct-counts.ts';
import { distinctContainSet, distinctEqualSet, distinctInSet, mostCommonInSet } from './expectations/distinct-sets.ts';
import { jsonParseable, strftimeFormat } from './expectations/formats.ts';
import { lengthsBetween, lengthsEqual } from './expectations/lengths.ts';
import { matchLike, matchLikeList, notMatchLike, notMatchLikeList } from './expectations/like.ts';
import {
  maxBetween,
  meanBetween,
  medianBetween,
  minBetween,
  stdevBetween,
  sumBetween,
} from './expectations/measures.ts';
import { beNull, notBeNull } from './expectations/nulls.ts';
import { decreasing, increasing } from './expectations/order.ts';
import { pairEqual, pairGreater, pairInSet } from './expectations/pairs.ts';
import { quantilesBetween } from './expectations/quantiles.ts';
import { compoundUnique, sumEqual, uniqueWithinRecord } from './expectations/records.ts';
import { matchRegexList, notMatchRegexList } from './expectations/regex-lists.ts';
import { matchRegex, notMatchRegex } from './expectations/regex.ts';
import { rowCountBetween, rowCountEqual } from './expectations/row-count.ts';
import { beInSet, notBeInSet } from './expectations/sets.ts';
import { columnCountBetween, columnCountEqual, columnsInOrder, columnsMatchSet } from './expectations/table-columns.ts';
import { inTypeList, ofType } from './expectations/types.ts';
import { valuesUnique } from './expectations/unique.ts';
import { valuesBetween } from './expectations/values-between.ts';
import { zScores } from './expectations/z-scores.ts';

export const expectations: readonly Expectation[] = [
  columnExists,
  notBeNull,
  beNull,
  matchRegex,
  notMatchRegex,
  matchRegexList,
  notMatchRegexList,
  matchLike,
  notMatchLike,
  matchLikeList,
  notMatchLikeList,
  beInSet,
  notBeInSet,
  valuesBetween,
  valuesUnique,
  increasing,
  decreasing,
  zScores,
  lengthsBetween,
  lengthsEqual,
  jsonParseable,
  strftimeFormat,
  ofType,
  inTypeList,
  pairEqual,
  pairGreater,
  pairInSet,
  compoundUnique,
  uniqueWithinRecord,
  sumEqual,
  minBetween,
  maxBetween,
  meanBetween,
  medianBetween,
  sumBetween,
  stdevBetween,
  uniqueCountBetween,
  uniqueShareBetween,
  distinctInSet,
  distinctContainSet,
  distinctEqualSet,
  mostCommonInSet,
  quantilesBetween,
  rowCountBetween,
  rowCountEqual,
  columnCountBetween,
  columnCountEqual,
  columnsInOrder,
  columnsMatchSet,
];

const byType = new Map(expectations.map((expectation) => [expectation.type, expectation]));

export function findExpectation(type: string): Expectation | undefined {
  return byType.get(type);
}

export const expectationTypes: readonly string[] = expectations.map(({ type }) => type);
