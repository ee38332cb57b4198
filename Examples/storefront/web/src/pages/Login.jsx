import { useState } from 'react';
import { api } from '../api.js';

export default function Login({ onLogin }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState(null);

  async function submit(event) {
    event.preventDefault();
    try {
      onLogin(await api.login(email, password));
      window.location.hash = '#/';
    } catch (failure) {
      setError(failure.message);
    }
  }

  return (
    <form onSubmit={submit}>
      <h1>Log in</h1>
      <p>
        <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} aria-label="Email" />
      </p>
      <p>
        <input
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          aria-label="Password"
        />
      </p>
      {error && <p className="error">{error}</p>}
      <button type="submit">Log in</button>
    </form>
  );
}
