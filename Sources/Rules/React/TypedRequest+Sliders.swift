// Which sliders ask the server at each step.

extension TypedRequest {
  private static let actions = """
    import axios from "axios";
    export const searchBoats = (price) => async (dispatch) => {
      const { data } = await axios.get(`/api/boats?page=1&limit=20&price=${price}`);
      dispatch({ type: "BOATS_SUCCESS", payload: data.boats });
    };
    """

  static let sliders: [Example] = [
    .project(
      "a slider whose value an effect asks for",
      [
        "src/actions.js": actions,
        "src/Boats.jsx": """
        import { useEffect, useState } from "react";
        import { useDispatch } from "react-redux";
        import Slider from "@mui/material/Slider";
        import { searchBoats } from "./actions";
        export default function Boats() {
          const dispatch = useDispatch();
          const [price, setPrice] = useState(1000);
          const choose = (event, value) => setPrice(value);
          useEffect(() => {
            dispatch(↓searchBoats(price));
          }, [dispatch, price]);
          return <Slider value={price} onChange={choose} max={5000} />;
        }
        """,
      ],
      fixed: [
        "src/Boats.jsx": """
        import { useEffect, useState } from "react";
        import { useDispatch } from "react-redux";
        import Slider from "@mui/material/Slider";
        import { searchBoats } from "./actions";
        export default function Boats() {
          const dispatch = useDispatch();
          const [price, setPrice] = useState(1000);
          const choose = (event, value) => setPrice(value);
          useEffect(() => {
            dispatch(searchBoats(price));
          }, [dispatch, price]);
          return <Slider defaultValue={price} onChangeCommitted={choose} max={5000} />;
        }
        """
      ]
    ),
    .reported(
      "a range of the browser",
      """
      import { useEffect, useState } from "react";
      export default function Berths() {
        const [length, setLength] = useState(8);
        const [berths, setBerths] = useState([]);
        useEffect(() => {
          ↓fetch(`/api/berths?limit=20&length=${length}`).then((answer) => answer.json()).then(setBerths);
        }, [length]);
        return (
          <label>
            {berths.length} berths
            <input type="range" value={length} onChange={(event) => setLength(event.target.value)} />
          </label>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Berths() {
          const [length, setLength] = useState(8);
          const [berths, setBerths] = useState([]);
          useEffect(() => {
            const timer = setTimeout(() => {
              fetch(`/api/berths?limit=20&length=${length}`).then((answer) => answer.json()).then(setBerths);
            }, 300);
            return () => clearTimeout(timer);
          }, [length]);
          return (
            <label>
              {berths.length} berths
              <input type="range" value={length} onChange={(event) => setLength(event.target.value)} />
            </label>
          );
        }
        """,
      path: "src/Berths.jsx"
    ),
    .silent(
      "a slider that is only shown until a button asks",
      files: [
        "src/actions.js": actions,
        "src/Boats.jsx": """
        import { useState } from "react";
        import { useDispatch } from "react-redux";
        import Slider from "@mui/material/Slider";
        import { searchBoats } from "./actions";
        export default function Boats() {
          const dispatch = useDispatch();
          const [price, setPrice] = useState(1000);
          return (
            <form onSubmit={() => dispatch(searchBoats(price))}>
              <Slider value={price} onChange={(event, value) => setPrice(value)} max={5000} />
            </form>
          );
        }
        """,
      ]
    ),
  ]
}
