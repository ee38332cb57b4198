// Which failures send the request again, and which are only told.

extension ErrorRefetch {
  private static let actions = """
    import axios from "axios";
    export const loadBoats = () => async (dispatch) => {
      try {
        const { data } = await axios.get("/api/boats");
        dispatch({ type: "BOATS_SUCCESS", payload: data.boats });
      } catch (error) {
        dispatch({ type: "BOATS_FAIL", payload: error.response.data.message });
      }
    };
    export const clearErrors = () => (dispatch) => dispatch({ type: "CLEAR_ERRORS" });
    """

  private static let store = """
    import { combineReducers, createStore } from "redux";
    const boats = (state = { boats: [] }, action) => {
      switch (action.type) {
        case "BOATS_SUCCESS":
          return { ...state, boats: action.payload };
        case "BOATS_FAIL":
          return { ...state, error: action.payload };
        case "CLEAR_ERRORS":
          return { ...state, error: null };
        default:
          return state;
      }
    };
    export default createStore(combineReducers({ boats }));
    """

  private static let told = """
    import { useEffect } from "react";
    import { useDispatch, useSelector } from "react-redux";
    import { toast } from "react-toastify";
    import { clearErrors, loadBoats } from "./actions";
    export default function Boats() {
      const dispatch = useDispatch();
      const { boats, error } = useSelector((state) => state.boats);
      useEffect(() => {
        dispatch(loadBoats());
      }, [dispatch]);
      useEffect(() => {
        if (error) {
          toast.error(error);
          dispatch(clearErrors());
        }
      }, [dispatch, error]);
      return <p>{boats.length} boats</p>;
    }
    """

  static let examples: [Example] = [
    .project(
      "a list that is loaded again because its failure was told",
      [
        "src/actions.js": actions,
        "src/store.js": store,
        "src/Boats.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { toast } from "react-toastify";
        import { clearErrors, loadBoats } from "./actions";
        export default function Boats() {
          const dispatch = useDispatch();
          const { boats, error } = useSelector((state) => state.boats);
          ↓useEffect(() => {
            if (error) {
              toast.error(error);
              dispatch(clearErrors());
            }
            dispatch(loadBoats());
          }, [dispatch, error]);
          return <p>{boats.length} boats</p>;
        }
        """,
      ],
      fixed: ["src/Boats.jsx": told]
    ),
    .project(
      "an effect that ends early when it has told the failure, and asks when that is gone",
      [
        "src/actions.js": actions,
        "src/Boats.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { clearErrors, loadBoats } from "./actions";
        export default function Boats({ harbour }) {
          const dispatch = useDispatch();
          const { boats, error } = useSelector((state) => state.boats);
          ↓useEffect(() => {
            if (error) {
              alert(error);
              dispatch(clearErrors());
            } else {
              dispatch(loadBoats(harbour));
            }
          }, [dispatch, error, harbour]);
          return <p>{boats.length} boats</p>;
        }
        """,
      ],
      fixed: ["src/Boats.jsx": told]
    ),
    .silent(
      "a request that is sent while something is open, which nothing says it stays",
      files: [
        "src/actions.js": actions,
        "src/Boats.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { clearErrors, loadBoats } from "./actions";
        export default function Boats({ isOpen }) {
          const dispatch = useDispatch();
          const { boats, error } = useSelector((state) => state.boats);
          useEffect(() => {
            if (error) dispatch(clearErrors());
            if (isOpen) dispatch(loadBoats());
          }, [dispatch, error, isOpen]);
          return <p>{boats.length} boats</p>;
        }
        """,
      ]
    ),
    .silent(
      "a failure that nothing clears stays as it is, and the effect rests",
      files: [
        "src/actions.js": actions,
        "src/Boats.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { loadBoats } from "./actions";
        export default function Boats() {
          const dispatch = useDispatch();
          const { boats, error } = useSelector((state) => state.boats);
          useEffect(() => {
            if (error) alert(error);
            dispatch(loadBoats());
          }, [dispatch, error]);
          return <p>{boats.length} boats</p>;
        }
        """,
      ]
    ),
  ]
}
