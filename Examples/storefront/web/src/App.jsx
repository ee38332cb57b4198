import { useEffect, useState } from 'react';
import { api } from './api.js';
import { BasketProvider } from './components/Basket.jsx';
import Header from './components/Header.jsx';
import { useRoute } from './hooks/useRoute.js';
import Catalogue from './pages/Catalogue.jsx';
import Checkout from './pages/Checkout.jsx';
// later: 6C the staff's page is in everyone's bundle
import Customers from './pages/Customers.jsx';
import Home from './pages/Home.jsx';
import Login from './pages/Login.jsx';
import Orders from './pages/Orders.jsx';
import Product from './pages/Product.jsx';
import Wishlist from './pages/Wishlist.jsx';

export default function App() {
  const [customer, setCustomer] = useState(null);
  const [page, id] = useRoute();

  useEffect(() => {
    api.me().then(setCustomer).catch(() => setCustomer(null));
  }, []);

  const pages = {
    catalogue: () => <Catalogue />,
    product: () => <Product id={id} customer={customer} />,
    basket: () => <Checkout customer={customer} />,
    orders: () => <Orders />,
    wishlist: () => <Wishlist />,
    customers: () => <Customers />,
    login: () => <Login onLogin={setCustomer} />,
  };
  const show = pages[page] || (() => <Home />);

  return (
    <BasketProvider>
      <Header customer={customer} />
      <main>{show()}</main>
    </BasketProvider>
  );
}
