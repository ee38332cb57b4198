'use client';

import { useEffect, useState } from 'react';
import { getJson } from '@/lib/client';

export function RatingBadge({ recipeId }: { recipeId: number }) {
  const [stars, setStars] = useState<number | null>(null);

  useEffect(() => {
    let shown = true;
    // expect: query-per-row
    getJson<{ stars: number }>(`/api/recipes/${recipeId}/rating`).then((answer) => {
      if (shown) setStars(answer.stars);
    }, () => {});
    return () => {
      shown = false;
    };
  }, [recipeId]);

  return <span>{stars === null ? '…' : `${stars.toFixed(1)} stars`}</span>;
}
