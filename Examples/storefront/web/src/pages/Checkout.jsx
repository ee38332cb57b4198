import { useState } from 'react';
import { api } from '../api.js';
import { useBasket } from '../components/Basket.jsx';
import { pounds } from '../components/Price.jsx';

const EMPTY = { line1: '', city: '', postcode: '', country: 'GB' };

export default function Checkout({ customer }) {
  const { items, remove, clear } = useBasket();
  const [address, setAddress] = useState(EMPTY);
  const [quote, setQuote] = useState(null);
  const [order, setOrder] = useState(null);
  const [error, setError] = useState(null);

  const attempt = (work) => async () => {
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(failure.message);
    }
  };
  const onQuote = attempt(async () => setQuote(await api.quote(items, address)));
  // later: 3C a second click places a second order
  const onPlace = attempt(async () => {
    setOrder(await api.placeOrder({ items, address, token: 'tok_visa' }));
    clear();
  });

  if (order) return <p>Thank you. Your order has the number {order.id}.</p>;
  if (items.length === 0) return <p>Your basket is empty.</p>;
  return (
    <>
      <h1>Basket</h1>
      <ul>
        {items.map((item) => (
          <li key={item.productId}>
            {item.quantity} x {item.name}{' '}
            <button type="button" onClick={() => remove(item.productId)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
      {Object.keys(EMPTY).map((field) => (
        <p key={field}>
          <input
            value={address[field]}
            placeholder={field}
            onChange={(event) => setAddress({ ...address, [field]: event.target.value })}
          />
        </p>
      ))}
      {error && <p className="error">{error}</p>}
      {quote && (
        <p>
          Goods {pounds(quote.subtotalCents)}, tax {pounds(quote.taxCents)}, delivery{' '}
          {pounds(quote.delivery.priceCents)}: <strong>{pounds(quote.totalCents)}</strong>
        </p>
      )}
      <button type="button" onClick={onQuote} disabled={!customer}>
        What will it cost?
      </button>{' '}
      <button type="button" onClick={onPlace} disabled={!customer || !quote}>
        Place order
      </button>
    </>
  );
}
