// JSX.

import JavaScriptSyntax
import Testing

@Suite struct ElementTests {
  @Test func `elements take properties and children`() {
    expectFacts(
      """
      import { Button } from "./button";
      const page = (
        <div className="a&amp;b" {...rest}>
          text
          <Button on onClick={() => save(1)} label={t("x")}>{items.map(i => <li key={i.id}>{i.name}</li>)}</Button>
          {/* nothing */}
          <Menu.Item icon=<Icon/> />
          <svg:path xlink:href="#a" data-x="1"/>
        </div>
      );
      """,
      as: .tsx,
      """
      import 1 static "./button"
      fn 1 module
        import Button = <"./button">.Button
        constant page = %7
        %1 call @t("x")
        %2 call @items.map(fn 3)
        %3 element Button({on: true, onClick: fn 2, label: %1}, %2)
        %4 element @Icon({})
        %5 element @Menu.Item({icon: %4})
        %6 element "svg:path"({xlink:href: "#a", data-x: "1"})
        %7 element "div"({className: "a&amp;b", ...@rest}, %3, %5, %6)
        %8 page = %7 [declares]
      fn 2 arrow in 1
        %1 call @save(1) [returned]
        %2 return %1
      fn 3 arrow in 1
        takes i
        parameter i = $0
        %1 element "li"({key: i.id}, i.name) [returned]
        %2 return %1
      """
    )
  }

  @Test func `a fragment is its children`() {
    expectFacts(
      """
      const both = <><A/>{b}{...c}</>;
      """,
      as: .tsx,
      """
      fn 1 module
        constant both = [%1, @b, ...@c]
        %1 element @A({})
        %2 both = [%1, @b, ...@c] [declares]
      """
    )
  }
}
