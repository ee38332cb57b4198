import { RecipeList } from '@/components/RecipeList';
import { menu, recipesWithCooks } from '@/lib/recipes';

export default async function Home() {
  const [courses, recipes] = await Promise.all([menu(), recipesWithCooks()]);
  return (
    <main>
      {courses.map(({ course, recipes: dishes }) => (
        <section key={course}>
          <h2>{course}</h2>
          {dishes.map((dish) => (
            <p key={dish.id}>{dish.title}</p>
          ))}
        </section>
      ))}
      <RecipeList recipes={recipes.map(({ id, title, cook }) => ({ id, title, cook: cook.name }))} />
    </main>
  );
}
