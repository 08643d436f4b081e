"""Plain English the tiny tokenizers learn from, and the tiny models repeat.

Written for this purpose. Broad everyday vocabulary keeps 200 words of any
topic below 512 tokens.
"""

SENTENCES: list[str] = [
    line.strip()
    for line in """
The court held that the contract was valid and the tenant must pay the rent by the first of June.
A doctor at the hospital in Berlin told the patient to rest for two weeks and drink more water.
The recipe needs flour, butter, sugar, two eggs and a pinch of salt, then forty minutes in the oven.
Our company reported higher revenue this quarter, but the cost of energy reduced the profit.
The team won the final match after the goalkeeper stopped three shots in the last ten minutes.
She bought a new laptop, yet the battery lasts only four hours and the screen is too dark.
I love this movie, it is wonderful, and the music stays with you for days.
This was a terrible waste of time and money, I would not recommend it to anyone.
Students learn faster when the teacher explains each step and gives a small example.
The weather is lovely today, with light wind from the west and no rain until Sunday evening.
He drove to the stadium, parked the car under a tree and walked the rest of the way.
Paris is the capital of France, and the river Seine runs through the middle of the city.
My name is Sarah and I live in London with my brother, my sister and an old black cat.
The engineer replaced the broken pump before the machine could damage the water pipe.
Please summarize the following article: a long text about cats and dogs in a small garden.
Translate English to German: good morning, the train to the airport leaves at nine o'clock.
Tell me a short story about a young king who could not sleep without the sound of the sea.
What is the answer to the question, how long does it take, and which one is the best choice?
Scientists measured the temperature of the ocean and found that it had changed in the past century.
The museum shows paintings from the eighteenth century together with photographs of modern artists.
To make sourdough bread, feed the starter every morning and let the dough rise overnight.
The customer asked for a refund because the package arrived late and one part was missing.
A good investor reads the annual report and compares the risk with the expected return.
The player opened the door with the golden key and entered the dark castle of the dragon.
Farmers in the valley grow apples, wheat and corn, and sell them at the local market.
The government announced a new law on data protection, privacy and the use of personal information.
Plants turn sunlight, water and carbon dioxide into energy, and they give us oxygen to breathe.
The programmer wrote a function that reads a file, counts the words and prints the result.
Transformers run on the processor of this computer, without a graphics card and without the internet.
An image of a cat on a red sofa, a photo of a dog in the snow, a drawing of a bird in the sky.
Describe this image in one sentence and name every object that you can see in the picture.
The pilot checked the fuel, the weather report and the runway before the aircraft took off.
Yesterday the minister met the president of the European Commission in Brussels to discuss trade.
The nurse measured blood pressure and heart rate, and noted that the symptoms had improved.
Read the label before you use the product, keep it away from children and wash your hands.
The agreement may be terminated by either party with thirty days of written notice.
The recording is clear, the voice is calm, and the birds in the background are easy to hear.
In January the price rose by three percent, in February it fell again, and in March it was stable.
The hotel is close to the station, breakfast is included, and the rooms are clean and quiet.
We tested the software on several devices and fixed the error that stopped it from starting.
Every summer the family travels to the mountains, where they hike, swim and read old books.
The coach asked the runners to warm up slowly, because cold muscles are easily hurt.
The orchestra played the second symphony, and the audience stood up to applaud for ten minutes.
Invoice number 1042, date 12 March 2024, total amount due 356.80 euros, payable within 14 days.
The bank approved the loan at a rate of 4.5 percent, to be paid back over 20 years.
Someone left the light on in the kitchen, so the house looked warm from the other side of the street.
The teacher said that history is not only a list of dates but also a way of asking why.
Volcanoes form where plates of rock move apart or push against each other, deep below the ground.
The astronaut looked back at the Earth and thought that it was small, blue and very far away.
Mix the oil with lemon juice, pepper and fresh herbs, and pour it over the vegetables.
The library opens at eight, closes at six, and lends books, films and games to all members.
If the engine makes a strange noise, stop the vehicle in a safe place and call for help.
A strong password is long, is used only once, and is never sent in an email or a message.
The winner of the election promised better schools, cheaper housing and cleaner public transport.
The shoes are comfortable but the colour is different from the picture on the website.
Dear Sir or Madam, I am writing to ask about the open position in your office in Madrid.
The patient has a history of asthma and takes two different medicines every day.
The judge asked the witness whether she had seen the blue car near the bridge at midnight.
Our new model is smaller, faster and more accurate than the previous version of last year.
When the sun went down, the children gathered around the fire and told each other stories.
""".strip().splitlines()
]

PRINTABLE = [chr(c) for c in range(0x21, 0x7F)] + list("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœ£€°–—’“”…")
