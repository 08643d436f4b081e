# ---
# id: reinforcement-learning
# reached_by: { library: stable-baselines3, files: [ppo-CartPole-v1.zip] }
# title: reinforcement learning
# summary: This agent has learned to act in a small simulated world; the notebook lets it play and counts its score.
# inputs:
#   - {name: seed, kind: seed, label: Seed}
# output: json
# samples: seed
# installs: [stable-baselines3]
# terms:
#   agent: the model that looks at the world and chooses what to do next
#   environment: the simulated world; it answers each action with what the agent sees next, and a reward
#   reward: points for one step; the agent was trained to collect as many as it can
#   episode: one game from start to end
#   return: the sum of all rewards of an episode
# ---
# %% [markdown] hello trust
# **Read this before you run the next cell:** the file {{zip_file|code}} holds the agent's weights, and Python objects as a *pickle*. Opening it **can run code** that its authors put inside, as you, on this machine. The notebook is pinned to one exact revision; [look at the repository first](https://huggingface.co/{{model_id|url}}).
# %% hello load
import re

import gymnasium
import stable_baselines3
from huggingface_hub import hf_hub_download

agent_file = hf_hub_download(
    MODEL_ID,
    __zip_file__,
    revision=REVISION,
)
#: The name says how the agent was trained and where it plays: `ppo-CartPole-v1` is PPO in CartPole-v1.
full_name = __zip_file__ + " " + MODEL_ID
environment_id = re.search(r"[A-Z]\w*-v\d+", full_name).group()
algorithm = re.search(r"ppo|a2c|dqn|sac|td3|ddpg", full_name.lower()).group().upper()
environment = gymnasium.make(environment_id)
#: Agents saved by older versions describe their world in an old way; we give them the world we have.
agent = getattr(stable_baselines3, algorithm).load(
    agent_file,
    device=device,
    custom_objects={
        "observation_space": environment.observation_space,
        "action_space": environment.action_space,
        "learning_rate": 0.0,
        "lr_schedule": lambda _: 0.0,
        "clip_range": lambda _: 0.0,
    },
)
# %% hello look
print("Algorithm:  ", algorithm)
print("Environment:", environment_id)
print("It sees:    ", environment.observation_space)
print("It can do:  ", environment.action_space)
# %% hello run
#| if beginner
#: 1. Start a game. The seed decides how it starts.
observation, _ = environment.reset(seed=__sample_seed__)
#: 2. Show the agent what there is to see; it chooses an action.
action, _ = agent.predict(observation, deterministic=True)
#: 3. Do it. The world answers with the next picture of itself, and a reward.
observation, reward, terminated, truncated, _ = environment.step(action)

print("The agent does:", action, "and gets a reward of", reward)
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### A whole game
#
# One step is not a game. The function below plays until the game is over and adds up the rewards. The rest of the notebook uses it with one word: `predict`.
#| elif intermediate
# ### One episode as a function
#
# `terminated` means that the game is decided (the pole fell); `truncated` that time ran out, which in CartPole is success. Deterministic actions make the episode depend on the seed alone.
#| else
# ### Interface
#
# Each call plays one deterministic episode in an environment of its own, so calls do not share state.
#| end
# %% explore predict
#| if advanced
from typing import TypedDict


class Episode(TypedDict):
    seed: int
    episode_return: float
    steps: int
    ended: str


def predict(seed: int, deterministic: bool = True) -> Episode:
    """Play one episode from this seed; the return is the undiscounted sum of rewards."""
    world = gymnasium.make(environment_id)
    observation, _ = world.reset(seed=int(seed))
    total, steps, terminated, truncated = 0.0, 0, False, False
    while not (terminated or truncated) and steps < 5_000:
        action, _ = agent.predict(observation, deterministic=deterministic)
        observation, reward, terminated, truncated, _ = world.step(action)
        total, steps = total + float(reward), steps + 1
    world.close()
    ended = "terminated" if terminated else "truncated"
    return {"seed": int(seed), "episode_return": total, "steps": steps, "ended": ended}


#| else
def predict(seed):
    #| if intermediate
    """Play one game from this seed and tell how it went."""
    #| end
    observation, _ = environment.reset(seed=int(seed))
    total = 0.0
    steps = 0
    terminated = truncated = False
    #: Some worlds never end by themselves, so we stop after 5000 steps.
    while not (terminated or truncated) and steps < 5000:
        action, _ = agent.predict(observation, deterministic=True)
        observation, reward, terminated, truncated, _ = environment.step(action)
        total += float(reward)
        steps += 1
    ended = "terminated" if terminated else "truncated"
    return {"seed": int(seed), "episode_return": total, "steps": steps, "ended": ended}


#| end
# %% explore use
print(predict(__sample_seed__))
# %% [markdown] explore try
#| if beginner
# **Try this:** change the seed. *terminated* means that the game was decided, *truncated* that the time was up.
#| end
# %% [markdown] explore compare-text
#| if beginner
# ### Is it any good?
#
# A score means little by itself. So we let chance play the same games and compare.
#| elif intermediate
# ### Against chance
#
# Always compare with a random policy: in some worlds chance does well, and a mean over five seeds still scatters a lot.
#| else
# ### Evaluation
#
# Mean and standard deviation over twenty seeds, against the random policy, deterministic and sampled; steps per second tell what the policy network costs.
#| end
# %% explore compare
#| if advanced
import time
from statistics import mean, pstdev


def play_at_random(seed: int) -> float:
    world = gymnasium.make(environment_id)
    world.action_space.seed(seed)
    world.reset(seed=seed)
    total, steps, terminated, truncated = 0.0, 0, False, False
    while not (terminated or truncated) and steps < 5_000:
        _, reward, terminated, truncated, _ = world.step(world.action_space.sample())
        total, steps = total + float(reward), steps + 1
    world.close()
    return total


start = time.perf_counter()
episodes = [predict(seed) for seed in range(20)]
seconds = time.perf_counter() - start
returns = [episode["episode_return"] for episode in episodes]
chance = [play_at_random(seed) for seed in range(20)]
print(f"agent:  {mean(returns):9.2f} ± {pstdev(returns):.2f}")
print(f"chance: {mean(chance):9.2f} ± {pstdev(chance):.2f}")
print(f"{sum(episode['steps'] for episode in episodes) / seconds:.0f} steps/s")


#| else
def play_at_random(seed):
    #| if intermediate
    """The return of a game in which every action is drawn at random."""
    #| end
    environment.action_space.seed(seed)
    environment.reset(seed=seed)
    total = 0.0
    steps = 0
    terminated = truncated = False
    while not (terminated or truncated) and steps < 5000:
        #: Any action, whatever there is to see.
        _, reward, terminated, truncated, _ = environment.step(environment.action_space.sample())
        total += float(reward)
        steps += 1
    return total


for seed in range(5):
    print(f"seed {seed}: agent {predict(seed)['episode_return']:8.1f}   chance {play_at_random(seed):8.1f}")
#| end
