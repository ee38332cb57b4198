import { useState } from 'react';
import { api } from '../api.js';
import { useBasket } from '../components/Basket.jsx';
import Price from '../components/Price.jsx';
import { useLoad } from '../hooks/useLoad.js';

function ReviewForm({ productId }) {
  const [body, setBody] = useState('');
  const [sent, setSent] = useState(false);

  async function submit(event) {
    event.preventDefault();
    await api.review(productId, { rating: 5, body });
    setSent(true);
  }

  if (sent) return <p>Thank you.</p>;
  return (
    <form onSubmit={submit}>
      <textarea value={body} onChange={(event) => setBody(event.target.value)} aria-label="Your review" />
      <button type="submit">Send</button>
    </form>
  );
}

export default function Product({ id, customer }) {
  // near miss: one request for the page, not one per row
  const { data, error } = useLoad(api.product, id);
  const { add } = useBasket();

  if (error) return <p className="error">{error.message}</p>;
  if (!data) return <p className="muted">Loading…</p>;
  const { product, reviews, related, inStock } = data;

  return (
    <>
      <h1>{product.name}</h1>
      <p>{product.description}</p>
      <p>
        <Price product={product} /> <span className="muted">{inStock} in stock</span>
      </p>
      <button type="button" onClick={() => add(product)}>
        Add to basket
      </button>{' '}
      {customer && (
        <button type="button" onClick={() => api.addToWishlist(product.id)}>
          Remember
        </button>
      )}
      <h2>Reviews</h2>
      <ul>
        {reviews.map((review) => (
          <li key={review.id}>
            {'★'.repeat(review.rating)} {review.body}
          </li>
        ))}
      </ul>
      {customer && <ReviewForm productId={product.id} />}
      <h2>Goes well with</h2>
      <ul>
        {related.map((other) => (
          <li key={other.id}>
            <a href={`#/product/${other.id}`}>{other.name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
