import { useEffect, useState } from 'react';
import { useBasket } from './Basket.jsx';
import SearchBox from './SearchBox.jsx';

export default function Header({ customer }) {
  const [offset, setOffset] = useState(0);
  const { items } = useBasket();

  useEffect(() => {
    // expect: render-per-event
    const onScroll = () => setOffset(window.scrollY);
    window.addEventListener('scroll', onScroll);
    return () => window.removeEventListener('scroll', onScroll);
  }, []);

  return (
    <header className={offset > 80 ? 'compact' : ''}>
      <a className="name" href="#/">
        Harbour &amp; Pine
      </a>
      <a href="#/catalogue">Everything</a>
      <SearchBox />
      {customer ? (
        <>
          <a href="#/orders">Orders</a>
          <a href="#/wishlist">Wishlist</a>
          {customer.isStaff && <a href="#/customers">Customers</a>}
        </>
      ) : (
        <a href="#/login">Log in</a>
      )}
      <a href="#/basket">Basket ({items.length})</a>
    </header>
  );
}
