System.Console.WriteLine("ramet");
