import { useEffect, useState } from 'react';
import { api } from '../api.js';

export default function StockBadge({ productId }) {
  const [quantity, setQuantity] = useState(null);

  useEffect(() => {
    // expect: query-per-row
    api.stock(productId).then((answer) => setQuantity(answer.quantity)).catch(() => setQuantity(null));
  }, [productId]);

  if (quantity === null) return null;
  return <span className="muted">{quantity > 0 ? `${quantity} in stock` : 'sold out'}</span>;
}
