const DEADLINE = 10000;

async function request(path, { method = 'GET', body } = {}) {
  // near miss: every call of the front end gives up after ten seconds
  const response = await fetch(`/api${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
    signal: AbortSignal.timeout(DEADLINE),
  });
  if (response.status === 204) return null;
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), { status: response.status });
  return answer;
}

const get = (path) => request(path);
const post = (path, body = {}) => request(path, { method: 'POST', body });

export const api = {
  frontPage: () => get('/products/front-page'),
  allProducts: () => get('/products/all'),
  products: (after = 0) => get(`/products?after=${after}&limit=24`),
  search: (text) => get(`/products/search?q=${encodeURIComponent(text)}`),
  product: (id) => get(`/products/${id}`),
  stock: (id) => get(`/products/${id}/stock`),
  ratings: (ids) => get(`/products/reviews-summary?ids=${ids.join(',')}`),
  review: (id, review) => post(`/products/${id}/reviews`, review),

  me: () => get('/account/me'),
  login: (email, password) => post('/account/login', { email, password }),
  logout: () => post('/account/logout'),
  wishlist: () => get('/account/wishlist'),
  addToWishlist: (productId) => post('/account/wishlist', { productId }),

  orders: () => get('/orders'),
  order: (id) => get(`/orders/${id}`),
  quote: (items, address) => post('/orders/quote', { items, address }),
  placeOrder: (order) => post('/orders', order),

  customers: () => get('/admin/customers'),
};
