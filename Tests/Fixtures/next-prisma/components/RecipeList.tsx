'use client';

import { useState } from 'react';
import { getJson } from '@/lib/client';
import { RatingBadge } from '@/components/RatingBadge';

interface Row {
  id: number;
  title: string;
  cook: string;
}

export function RecipeList({ recipes }: { recipes: Row[] }) {
  const [rows, setRows] = useState(recipes);

  async function more() {
    const last = rows[rows.length - 1]?.id ?? 0;
    // near miss: one request for each page that the reader asks for
    const next = await getJson<Row[]>(`/api/recipes?after=${last}`);
    setRows([...rows, ...next]);
  }

  return (
    <>
      <ul>
        {/* expect: appended-list */}
        {rows.map((row) => (
          <li key={row.id}>
            {row.title} by {row.cook} <RatingBadge recipeId={row.id} />
          </li>
        ))}
      </ul>
      <button type="button" onClick={more}>
        More
      </button>
    </>
  );
}
