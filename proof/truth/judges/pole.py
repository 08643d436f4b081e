"""Games of CartPole from seeds that were not trained on; a random player drops the pole after about 20 steps."""


def judge(names, items):
    games = [names["predict"](seed) for seed in range(1000, 1008)]
    mean = sum(game["episode_return"] for game in games) / len(games)
    assert mean >= 400, f"the pole stands for {mean:.0f} of 500 steps"
    return {"mean return": mean, "items": len(games), "baseline": 22}
