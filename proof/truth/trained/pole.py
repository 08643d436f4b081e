"""An agent that balances the pole of CartPole-v1 (at most 500 steps a game)."""

from __future__ import annotations

from pathlib import Path


def train(folder: Path, out: Path) -> None:
    from stable_baselines3 import PPO

    agent = PPO("MlpPolicy", "CartPole-v1", seed=0, device="cpu", n_steps=1024, batch_size=64, learning_rate=1e-3)
    agent.learn(60_000)
    folder.mkdir(parents=True, exist_ok=True)
    agent.save(folder / "ppo-CartPole-v1.zip")
    (folder / "README.md").write_text(
        "---\nlicense: mit\npipeline_tag: reinforcement-learning\nlibrary_name: stable-baselines3\n"
        "tags:\n- CartPole-v1\n- reinforcement-learning\n- stable-baselines3\n---\n# CartPole\n\n"
        "A PPO agent for CartPole-v1.\n"
    )


MODELS = {"alacard-truth/ppo-CartPole-v1": train}
